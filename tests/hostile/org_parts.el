;; Prints what Org finds in the file that is named last: kinds of elements and objects, with their
;; text; then the page that it exports. Nothing is asked before code is run, so that it would be.
(require 'org)
(require 'ox-html)
(require 'json)
(setq org-confirm-babel-evaluate nil
      org-link-elisp-confirm-function nil
      org-link-shell-confirm-function nil
      org-export-use-babel t
      org-export-with-broken-links t
      org-list-allow-alphabetical t
      enable-local-variables :all
      coding-system-for-read 'utf-8
      coding-system-for-write 'utf-8)
(defun tell (kind text) (princ (concat (json-encode (list kind text)) "\n")))
(find-file (car command-line-args-left))
(org-element-map (org-element-parse-buffer) (append org-element-all-elements org-element-all-objects)
  (lambda (each)
    (let ((kind (symbol-name (org-element-type each))))
      (tell (if (eq (org-element-type each) 'link) (concat "link " (org-element-property :type each)) kind)
            (if (memq (org-element-type each) '(section headline))
                ""
              (buffer-substring-no-properties (org-element-property :begin each)
                                              (org-element-property :end each)))))))
(tell "html" (org-export-as 'html nil nil t))
(kill-emacs 0)
